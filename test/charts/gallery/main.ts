/// <reference types="vite/client" />
import '../../../src-renderer/palette.css'
import '../../../src-renderer/base.css'
import { mount } from 'svelte'
import Gallery from './Gallery.svelte'

mount(Gallery, { target: document.querySelector('#gallery')! })

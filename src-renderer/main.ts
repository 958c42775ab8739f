import { mount } from 'svelte'
import App from './App.svelte'
import { localizePage } from './numbers/localize-page.svelte.ts'

localizePage(document.body)
mount(App, { target: document.querySelector('#window')! })

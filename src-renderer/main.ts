import { mount } from 'svelte'
import App from './App.svelte'
import { keepFocus } from './lib/keep-focus.ts'
import { localizePage } from './numbers/localize-page.svelte.ts'

localizePage(document.body)
keepFocus(document.body)
mount(App, { target: document.querySelector('#window')! })

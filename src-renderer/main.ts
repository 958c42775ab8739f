import { mount } from 'svelte'
import App from './App.svelte'
import { keepFocus } from './lib/keep-focus.ts'
import { focusScreen } from './lib/screen-focus.ts'
import { localizePage } from './numbers/localize-page.svelte.ts'

localizePage(document.body)
keepFocus(document.body)
focusScreen(document.body)
mount(App, { target: document.querySelector('#window')! })

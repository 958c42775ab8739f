// The theme without its fonts: those of the system, as in the program.
import theme from 'vitepress/theme-without-fonts'
import './style.css'

export default theme

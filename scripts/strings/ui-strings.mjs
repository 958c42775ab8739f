// @ts-check
// User-visible texts on screen, on the command line and in reports: string literals of the sources, found by parsers.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parse } from 'svelte/compiler'
import ts from 'typescript'

/** @typedef {{ path: string, line: number, text: string }} UiString */

/** Attributes of markup that are displayed or read by screen readers. */
const readable =
  /^(title|alt|placeholder|note|hint|aria-(label|description|roledescription|valuetext)|label|.*(Label|Title|Text))$/
/** Calls whose strings are for developers or machines. */
const machines =
  /^(import|require|join|resolve|querySelector(All)?|getElementById|startsWith|endsWith|includes|(add|remove)EventListener|postMessage|emit|createElement|[sg]etAttribute)$/

/**
 * All strings of src-main and src-renderer that look like natural language, in order of file and line.
 * @param {string} root of the checkout @returns {UiString[]}
 */
export function uiStrings(root) {
  return ['src-main', 'src-renderer'].flatMap((folder) =>
    filesOf(join(root, folder)).flatMap((file) => {
      const path = relative(root, file).split(sep).join('/')
      const source = readFileSync(file, 'utf8')
      const found = file.endsWith('.svelte') ? stringsOfSvelte(source) : stringsOfTypeScript(source)
      return found.map(({ at, text }) => ({ path, line: source.slice(0, at).split('\n').length, text }))
    }),
  )
}

/** @param {string} folder @returns {string[]} */
function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte|html)$/.test(entry.name))
    .filter(({ name }) => !/\.generated\.ts$|\.d\.ts$|\.html$/.test(name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${sep}assembly${sep}`))
    .sort()
}

/** @param {string} source @returns {{ at: number, text: string }[]} */
export function stringsOfTypeScript(source) {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true)
  /** @type {{ at: number, text: string }[]} */
  const found = []
  const keep = (/** @type {ts.Node} */ node, /** @type {string} */ text) => {
    if (isLanguage(text)) found.push({ at: node.getStart(file), text: oneLine(text) })
  }
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node)) return
    if (ts.isCallExpression(node) && machines.test(calleeName(node))) {
      for (const argument of node.arguments) if (!ts.isStringLiteralLike(argument)) visit(argument)
      visit(node.expression)
      return
    }
    if (ts.isStringLiteralLike(node)) keep(node, node.text)
    else if (ts.isTemplateExpression(node)) {
      keep(node, [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'))
      for (const span of node.templateSpans) visit(span.expression)
    } else ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** @param {ts.CallExpression} node */
function calleeName({ expression }) {
  if (ts.isIdentifier(expression)) return expression.text
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : ''
}

/** @param {string} source @returns {{ at: number, text: string }[]} */
export function stringsOfSvelte(source) {
  const { fragment, instance, module } = parse(source, { modern: true })
  /** @type {{ at: number, text: string }[]} */
  const found = []
  const keep = (/** @type {number} */ at, /** @type {string} */ text, /** @type {boolean} */ sure) => {
    if (sure ? /\p{L}{2}/u.test(text) : isLanguage(text)) found.push({ at, text: oneLine(text) })
  }
  /** @param {any} node of an untyped syntax tree @param {boolean} sure */
  const visit = (node, sure) => {
    if (Array.isArray(node)) for (const one of node) visit(one, sure)
    if (node === null || typeof node !== 'object' || Array.isArray(node)) return
    if (node.type === 'ImportDeclaration' || node.type?.startsWith('TS')) return
    if (node.type === 'Text') keep(node.start, node.data, sure)
    else if (node.type === 'Attribute' || node.type === 'StyleDirective')
      readable.test(node.name) ? visit(node.value, true) : visitExpressions(node.value)
    else if (node.type === 'Literal' && typeof node.value === 'string') keep(node.start, node.value, false)
    else if (node.type === 'TemplateLiteral') {
      keep(node.start, node.quasis.map((/** @type {any} */ one) => one.value.cooked).join('…'), false)
      visit(node.expressions, false)
    } else
      for (const [key, value] of Object.entries(node))
        if (key !== 'metadata' && key !== 'comments' && key !== 'leadingComments')
          visit(value, sure || key === 'fragment')
  }
  /** Technical attributes may still contain texts in their code: a snippet, an object of labels. @param {any} value */
  const visitExpressions = (value) => {
    for (const part of [value].flat()) if (part?.type === 'ExpressionTag') visit(part.expression, false)
  }
  visit(fragment, true)
  for (const script of [module, instance]) if (script) visit(script.content, false)
  return found.sort((a, b) => a.at - b.at)
}

/** Several words, or one capitalized word: not a key, a path or a selector. @param {string} text */
function isLanguage(text) {
  const words = text.trim()
  if (/^[./#@]|^[a-z]+:\/\/|[{}]\s|;\s*(\n|$)|^\w+\/\w+$/.test(words)) return false
  return (
    /[a-z]{2,}[,.:;…]? +…?\(?[\p{L}\d…]|\p{L} [a-z]{2}/iu.test(words) ||
    /^\p{Lu}\p{Ll}{2,}[….:]?$/u.test(words)
  )
}

/** @param {string} text */
function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim()
}

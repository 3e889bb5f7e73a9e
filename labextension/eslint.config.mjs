import tseslint from 'typescript-eslint';

const words = '[value=/[A-Za-z]{3}/]'; // not `.py`, nor a sign
const shown = "JSXAttribute[name.name=/^(title|alt|placeholder|aria-label|aria-description)$/]";
const untranslated = [
  `JSXText${words}`,
  `JSXElement > JSXExpressionContainer > Literal${words}`,
  `JSXElement > JSXExpressionContainer > ConditionalExpression > Literal${words}`,
  'JSXElement > JSXExpressionContainer > TemplateLiteral',
  `${shown} > Literal${words}`,
  `${shown} > JSXExpressionContainer > Literal${words}`,
  `${shown} > JSXExpressionContainer > TemplateLiteral`,
  `Property[key.name=/^(title|label|caption|body|detail|hint)$/] > Literal${words}`,
  `AssignmentExpression[left.property.name=/^(title|label|caption|textContent)$/] > Literal${words}`,
  `NewExpression[callee.name='Problem'] > Literal[value=/ /]`
];

export default tseslint.config({ ignores: ['lib', 'build', 'node_modules'] }, ...tseslint.configs.recommended, {
  files: ['**/*.ts', '**/*.tsx'],
  rules: {
    '@typescript-eslint/naming-convention': [
      'error',
      { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: true } }
    ],
    '@typescript-eslint/no-unused-vars': ['error', { args: 'none' }],
    curly: ['error', 'all'],
    eqeqeq: 'error',
    'no-restricted-properties': [
      'error',
      { property: 'innerHTML', message: 'Text of notebooks is never HTML.' },
      { property: 'outerHTML', message: 'Text of notebooks is never HTML.' }
    ],
    'prefer-arrow-callback': 'error'
  }
}, {
  files: ['src/**'],
  rules: {
    'no-restricted-syntax': [
      'error',
      { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text of notebooks is never HTML.' },
      ...untranslated.map(selector => ({ selector, message: 'What people read goes through trans.' }))
    ]
  }
});

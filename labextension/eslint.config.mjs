import tseslint from 'typescript-eslint';

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
    'no-restricted-syntax': [
      'error',
      { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text of notebooks is never HTML.' }
    ],
    'prefer-arrow-callback': 'error'
  }
});

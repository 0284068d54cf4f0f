/** Of an answer whose body is a page. */
export const page = { form: 'page' } as const;

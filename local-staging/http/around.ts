/** Answers a request. */
export type Answer = (request: Request) => Promise<Response>;

/** What happens around each request of a service: before it is answered, instead, or to its answer. */
export type Around = (request: Request, answer: Answer) => Promise<Response>;

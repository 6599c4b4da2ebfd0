// Where Plumb lives on its host: "" or a path such as "/plumb". The server writes it into the page, so one build serves at any address.
export const BASE_PATH: string = document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content ?? "";

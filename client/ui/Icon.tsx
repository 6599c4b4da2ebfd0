// Twenty-odd line icons drawn on a 20-unit grid; always beside a word or under an accessible name, so hidden from screen readers.
const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  check: "M4 10.5l4 4 8-9",
  down: "M5 8l5 5 5-5",
  up: "M5 12l5-5 5 5",
  left: "M12 5l-5 5 5 5",
  right: "M8 5l5 5-5 5",
  arrowRight: "M4 10h12M11 5l5 5-5 5",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  copy: "M7 7h9v9H7zM4 13V4h9",
  trash: "M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6",
  edit: "M4 16l.8-3.4L13 4.4a1.4 1.4 0 012 0l.6.6a1.4 1.4 0 010 2L7.4 15.2z",
  external: "M8 5H5v10h10v-3M11 4h5v5M16 4l-7 7",
  link: "M8.5 11.5a3 3 0 004.2 0l2.6-2.6a3 3 0 00-4.2-4.2l-.9.9M11.5 8.5a3 3 0 00-4.2 0l-2.6 2.6a3 3 0 004.2 4.2l.9-.9",
  clock: "M10 3.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM10 6.5V10l2.5 2",
  calendar: "M4 6h12v10H4zM4 9h12M7 4v3M13 4v3",
  people:
    "M7.5 9.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM3 16c.3-2.7 2-4.2 4.5-4.2S11.7 13.300 12 16M13 9.300a2.200 2.200 0 100-4.300M14.500 12.200c1.500.600 2.300 1.900 2.500 3.800",
  lock: "M5 9h10v7H5zM7 9V7a3 3 0 016 0v2",
  eye: "M2.500 10S5 5 10 5s7.500 5 7.500 5-2.500 5-7.500 5-7.500-5-7.500-5zM10 8a2 2 0 100 4 2 2 0 000-4z",
  pin: "M10 17s5-4.300 5-8.500a5 5 0 00-10 0C5 12.700 10 17 10 17zM10 7a1.600 1.600 0 100 3.200A1.600 1.600 0 0010 7z",
  screen: "M3 4.500h14v9H3zM7 16.500h6",
  phone: "M6 3.500h8v13H6zM9.500 14h1",
  download: "M10 4v8M6.500 9l3.500 3.500L13.500 9M4 16h12",
  upload: "M10 12.500v-8M6.500 8L10 4.500 13.500 8M4 16h12",
  warning: "M10 4l7 12.500H3zM10 8.500v3.500M10 14.300h.01",
  info: "M10 3.500a6.500 6.500 0 100 13 6.500 6.500 0 000-13zM10 9v4.500M10 6.600h.01",
  language:
    "M10 3.500a6.500 6.500 0 100 13 6.500 6.500 0 000-13zM3.500 10h13M10 3.500c2 2 2.700 4.200 2.700 6.500s-.700 4.500-2.700 6.500c-2-2-2.700-4.200-2.700-6.500s.700-4.500 2.700-6.500z",
  theme: "M10 3.500a6.500 6.500 0 100 13zM10 3.500a6.500 6.500 0 010 13",
  list: "M4 6h12M4 10h12M4 14h8",
  hand: "M6.500 10V5.500a1.200 1.200 0 012.400 0V9M8.900 9V4.400a1.200 1.200 0 012.400 0V9M11.300 9V5.300a1.200 1.200 0 012.400 0v5.900c0 3-1.700 5.300-4.300 5.300-2 0-3-1-4-2.700l-1.600-2.900c-.600-1.200 1-2 1.800-1l.900 1.200",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "more" ? 2.4 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

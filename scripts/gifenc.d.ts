// The part of gifenc's interface that scripts/animation.ts uses; the package brings no types.
declare module "gifenc" {
  type Palette = number[][];
  const gifenc: {
    GIFEncoder: () => {
      writeFrame: (index: Uint8Array, width: number, height: number, options: { palette: Palette; delay: number }) => void;
      finish: () => void;
      bytes: () => Uint8Array;
    };
    quantize: (rgba: Uint8Array, colours: number) => Palette;
    applyPalette: (rgba: Uint8Array, palette: Palette) => Uint8Array;
  };
  export default gifenc;
}

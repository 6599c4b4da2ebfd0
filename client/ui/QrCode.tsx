// A QR code as one SVG path, always dark on white with its quiet zone, so that phones read it in dark mode too.
import { useMemo } from "react";
import { encode } from "uqr";

export function QrCode({ value, size = 160, label }: { value: string; size?: number | string; label: string }) {
  const { path, side } = useMemo(() => {
    const code = encode(value, { ecc: "M", border: 3 });
    const squares = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { path: squares.join(""), side: code.size };
  }, [value]);
  return (
    <svg width={size} height={size} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

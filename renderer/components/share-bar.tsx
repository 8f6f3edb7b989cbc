type Tone = "accepted" | "refused" | "blocked" | "sending" | "rest";

/** Parts of a whole, side by side; their numbers stand beside it in words. */
export function ShareBar({ pieces }: { pieces: readonly (readonly [tone: Tone, of: number])[] }) {
  return (
    <span className="share" aria-hidden="true">
      {pieces.map(
        ([tone, of]) => of > 0 && <span key={tone} className={`piece-${tone}`} style={{ flexGrow: of }} />,
      )}
    </span>
  );
}

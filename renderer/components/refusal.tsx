/** Why something was not done, beside the button that was to do it. */
export function Refusal({ sentence }: { sentence: string }) {
  return (
    <p className="refusal" role="alert">
      {sentence}
    </p>
  );
}

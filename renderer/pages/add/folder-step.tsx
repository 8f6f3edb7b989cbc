import { Button } from "@mantine/core";
import { SourceList } from "../../components/source-list.tsx";
import { linkTo, places } from "../../routes.ts";

export function FolderStep({ id }: { id: string }) {
  return (
    <div className="form">
      <p>
        Your student information system writes its records into a folder. Steward only reads there, and takes
        in what is new each time it sends.
      </p>
      <SourceList connection={id} />
      <div className="buttons">
        <Button component="a" href={linkTo(places.setUp(id, "check"))} variant="filled">
          Continue
        </Button>
        <Button component="a" href={linkTo(places.setUp(id, "what"))}>
          Back
        </Button>
      </div>
    </div>
  );
}

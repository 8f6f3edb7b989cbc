import { ActionIcon, Button } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import type { ZoomTool } from "./use-zoom.ts";

/** The zoom, for who uses neither wheel nor keys. */
export function MapTools({ zoom }: { zoom: ZoomTool }) {
  return (
    <div className="map-tools">
      <ActionIcon size="md" aria-label="Zoom out" onClick={zoom.further}>
        <IconMinus size={16} aria-hidden />
      </ActionIcon>
      <span className="map-scale small" role="status" aria-label="Zoom">
        {Math.round(zoom.scale * 100)} %
      </span>
      <ActionIcon size="md" aria-label="Zoom in" onClick={zoom.nearer}>
        <IconPlus size={16} aria-hidden />
      </ActionIcon>
      <Button size="compact-sm" variant="subtle" onClick={() => zoom.set("whole")}>
        Show all
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => zoom.set("natural")}>
        Readable size
      </Button>
    </div>
  );
}

import { PageTitle } from "../../components/page-title.tsx";

export function Connections() {
  return <PageTitle title="Connections" />;
}

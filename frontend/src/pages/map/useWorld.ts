import { useCallback, useEffect, useState } from "react";
import { loadWorld, type World } from "./shapes";

export interface Drawn {
  world: World | null;
  failed: boolean;
  again: () => void;
}

export function useWorld(): Drawn {
  const [world, setWorld] = useState<World | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(() => {
    setFailed(false);
    loadWorld().then(setWorld, () => setFailed(true));
  }, []);
  useEffect(load, [load]);
  return { world, failed, again: load };
}

import * as path from "node:path";

/** What decides which program is started. */
export interface Surroundings {
  setting: string; // create-app.path
  folders: string[]; // the workspace's, as paths
  trusted: boolean; // whether its programs may be run
  searchPath: string; // PATH
  home: string;
  windows: boolean;
  isFile(file: string): boolean;
}

/** The program, or where it was looked for in vain. */
export type Found = { program: string } | { tried: string[] };

/** Finds create-app: the setting, then a folder's own, then the PATH. */
export function find(s: Surroundings): Found {
  const tried: string[] = [];
  for (const program of candidates(s)) {
    if (s.isFile(program)) return { program };
    tried.push(program);
  }
  return { tried };
}

function candidates(s: Surroundings): string[] {
  const { join, isAbsolute, delimiter } = s.windows ? path.win32 : path.posix;
  const programs = (folder: string) => (s.windows ? ["create-app.exe", "create-app.cmd"] : ["create-app"]).map((name) => join(folder, name));
  if (s.setting !== "" && s.trusted) {
    if (s.setting.startsWith("~/")) return [join(s.home, s.setting.slice(2))];
    return [isAbsolute(s.setting) ? s.setting : join(s.folders[0] ?? s.home, s.setting)];
  }
  const list: string[] = [];
  for (const folder of s.trusted ? s.folders : []) {
    const modules = join(folder, "node_modules");
    // The npm package that is called just create-app is another program.
    if (!s.isFile(join(modules, "create-app", "package.json"))) list.push(...programs(join(modules, ".bin")));
  }
  // An empty or relative part of PATH would be a place in the workspace.
  for (const folder of s.searchPath.split(delimiter)) if (isAbsolute(folder)) list.push(...programs(folder));
  return list;
}

/** How a program is started: a script of Windows needs its shell, which wants names in quotes. */
export function launch(program: string): { command: string; shell: boolean } {
  return program.endsWith(".cmd") ? { command: `"${program}"`, shell: true } : { command: program, shell: false };
}

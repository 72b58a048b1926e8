/** How to get each prerequisite, by distribution family; `other` serves every family that has no line of its own. */
const hints = {
  node: {
    arch: ['sudo pacman -S nodejs npm'],
    other: ['nvm install 20   (or any other way to get Node 20 or newer with npm)'],
  },
  npm: {
    debian: ['sudo apt-get install npm   (or the npm that comes with Node from nvm)'],
    arch: ['sudo pacman -S npm'],
    other: ['npm comes with Node: nvm install 20'],
  },
  jdk: {
    debian: [
      'sudo apt-get install openjdk-17-jdk-headless',
      'where the release has none: sdk install java 17-open   (SDKMAN), or a Temurin or Corretto 17',
    ],
    fedora: [
      'sudo dnf install java-17-openjdk-devel',
      'where the release has none: sdk install java 17-open   (SDKMAN), or a Temurin or Corretto 17',
    ],
    amazon: ['sudo dnf install java-17-amazon-corretto-devel'],
    arch: ['sudo pacman -S jdk17-openjdk && sudo archlinux-java set java-17-openjdk'],
    other: ['any JDK 17 (Temurin, Corretto, OpenJDK …), its bin folder first on PATH'],
  },
  maven: {
    debian: ['sudo apt-get install maven'],
    fedora: ['sudo dnf install maven'],
    amazon: ['sudo dnf install maven   (then JAVA_HOME must name the JDK 17)'],
    arch: ['sudo pacman -S maven'],
    other: ['Apache Maven 3.8 or newer, its bin folder on PATH'],
  },
  python: {
    debian: [
      'sudo apt-get install python3.11 python3.11-venv',
      'where the release has none: uv python install 3.11   (or pyenv install 3.11)',
    ],
    fedora: ['sudo dnf install python3.11'],
    amazon: ['sudo dnf install python3.11'],
    other: ['uv python install 3.11   (or pyenv install 3.11), python3.11 on PATH'],
  },
  tar: {
    debian: ['sudo apt-get install tar gzip'],
    fedora: ['sudo dnf install tar gzip'],
    amazon: ['sudo dnf install tar gzip'],
    arch: ['sudo pacman -S tar gzip'],
    other: ['GNU tar and gzip on PATH'],
  },
  setpriv: {
    debian: ['sudo apt-get install util-linux'],
    fedora: ['sudo dnf install util-linux'],
    amazon: ['sudo dnf install util-linux'],
    arch: ['sudo pacman -S util-linux'],
    other: ['util-linux, its bin folder on PATH; or run as another user than root'],
  },
  'libaio.so.1': {
    debian: ['sudo apt-get install libaio1   (Ubuntu 24.04, Debian 13 and newer: libaio1t64)'],
    fedora: ['sudo dnf install libaio'],
    amazon: ['sudo dnf install libaio'],
    arch: ['sudo pacman -S libaio'],
    other: ['the package that holds libaio.so.1'],
  },
  'libnuma.so.1': {
    debian: ['sudo apt-get install libnuma1'],
    fedora: ['sudo dnf install numactl-libs'],
    amazon: ['sudo dnf install numactl-libs'],
    arch: ['sudo pacman -S numactl'],
    other: ['the package that holds libnuma.so.1'],
  },
  'libcrypt.so.1': {
    debian: ['sudo apt-get install libcrypt1'],
    fedora: ['sudo dnf install libxcrypt-compat'],
    amazon: ['sudo dnf install libxcrypt-compat'],
    arch: ['sudo pacman -S libxcrypt-compat'],
    other: ['the package that holds libcrypt.so.1'],
  },
};

/** Lines that tell how to get `what` (a prerequisite's id or a library's name) on a family of distributions. */
export function installHints(what, family) {
  const byFamily = hints[what] ?? { other: [`the package that holds ${what}`] };
  return byFamily[family] ?? byFamily.other;
}

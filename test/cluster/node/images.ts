/** What stands in for a container image on this machine. */
export interface Image {
  /** The image's working directory: a generated repository. */
  repository: string;
  /** Folders that come first on the `PATH`. */
  path: string[];
}

/** Finds what stands in for an image; undefined for one that cannot be pulled. */
export type ImageStore = (name: string) => Image | undefined;

/** An image of exactly that name, or one that stands for all tags of it. */
export function findImage(
  images: ReadonlyMap<string, Image>,
  name: string,
): Image | undefined {
  return images.get(name) ?? images.get(repositoryOf(name));
}

/** An image's name without tag and digest. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}

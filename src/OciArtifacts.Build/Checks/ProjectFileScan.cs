using System.Xml;

namespace OciArtifacts.Build.Checks;

/// <summary>
/// Collects the names that may be meant for this package from the files of a project that its users write. MSBuild does
/// not tell tasks the names of properties. The scan reads elements, attributes and <c>#:property</c> lines, and no
/// comments.
/// </summary>
/// <param name="projectDirectory">The folder of the project, an absolute path.</param>
internal sealed class ProjectFileScan(string projectDirectory)
{
    // A limit for long chains of imports.
    private const int MostFiles = 100;

    private static readonly XmlReaderSettings Xml =
        new() { DtdProcessing = DtdProcessing.Ignore, IgnoreComments = true, XmlResolver = null };

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _targets = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _open = [];
    private readonly string _own = Path.TrimEndingDirectorySeparator(projectDirectory) + Path.DirectorySeparatorChar;

    /// <summary>The names, in the order of reading.</summary>
    internal List<FoundName> Names { get; } = [];

    /// <summary>Whether one of the files reads the property or the items itself, or defines the target.</summary>
    internal bool IsUsed(FoundName found) => found.Kind == NameKind.Target ? _targets.Contains(found.Name) : _used.Contains(found.Name);

    /// <summary>Reads a file and its imports. A file that is missing or cannot be read is skipped.</summary>
    internal void Read(string path)
    {
        if (path.Length == 0) return;
        var full = Path.GetFullPath(path, projectDirectory);
        if (_read.Count >= MostFiles || !_read.Add(full) || !File.Exists(full)) return;
        try
        {
            if (full.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)) ReadDirectives(full);
            else ReadProject(full);
        }
        catch (Exception problem) when (problem is XmlException or IOException or UnauthorizedAccessException)
        {
            // MSBuild reports a file that it cannot read.
        }
    }

    // "#:property Name=Value" at the head of a file-based app.
    private void ReadDirectives(string path)
    {
        const string Directive = "#:property ";
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            var trimmed = text.AsSpan().Trim();
            if (trimmed.Length > 0 && trimmed[0] is not ('#' or '/' or '*')) return;
            if (!trimmed.StartsWith(Directive, StringComparison.Ordinal)) continue;
            var setting = trimmed[Directive.Length..].ToString().Split('=', 2);
            Add(setting[0].Trim(), NameKind.Property, path, line);
            if (setting.Length > 1) NoteUses(setting[1], setting[0].Trim());
        }
    }

    private void ReadProject(string path)
    {
        var imports = new List<string>();
        using (var file = File.OpenRead(path))
        using (var reader = XmlReader.Create(file, Xml))
        {
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element) ReadElement(reader, path, imports);
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) NoteUses(reader.Value, _open[reader.Depth - 1]);
            }
        }

        foreach (var import in imports) Read(import);
    }

    private void ReadElement(XmlReader reader, string path, List<string> imports)
    {
        var (name, line) = (reader.LocalName, ((IXmlLineInfo)reader).LineNumber);
        _open.RemoveRange(reader.Depth, _open.Count - reader.Depth);
        var parent = _open.Count > 0 ? _open[^1] : "";
        _open.Add(name);
        if (parent == "PropertyGroup") Add(name, NameKind.Property, path, line);
        else if (parent is "ItemGroup" or "ItemDefinitionGroup") Add(name, NameKind.Item, path, line);

        while (reader.MoveToNextAttribute())
        {
            NoteUses(reader.Value, name);
            ReadAttribute(name, reader.LocalName, reader.Value, new FoundName("", NameKind.Target, path, line), imports);
        }

        reader.MoveToElement();
    }

    private void ReadAttribute(string element, string attribute, string value, FoundName at, List<string> imports)
    {
        switch ((element, attribute))
        {
            case ("Import", "Project"):
                if (ImportedPath.Of(value, at.File!, projectDirectory) is { } path) imports.Add(path);
                break;
            case ("Output", "PropertyName"):
                Add(value, NameKind.Property, at.File!, at.Line);
                break;
            case ("Output", "ItemName"):
                Add(value, NameKind.Item, at.File!, at.Line);
                break;
            case ("Target", "Name"):
                _targets.Add(value);
                break;
            case ("Target", "BeforeTargets" or "AfterTargets"):
                foreach (var target in value.Split(';', StringSplitOptions.TrimEntries)) Add(target, NameKind.Target, at.File!, at.Line);
                break;
        }
    }

    private void Add(string name, NameKind kind, string path, int line)
    {
        if (!NameCheck.MayBeOurs(name)) return;
        Names.Add(new FoundName(name, kind, path, line, IsShared: !path.StartsWith(_own, StringComparison.Ordinal)));
    }

    // "$(Name)" and "@(Name)" are uses. The condition of an element on its own name is not.
    private void NoteUses(string text, string own)
    {
        for (var start = text.IndexOf('(', StringComparison.Ordinal); start >= 0; start = text.IndexOf('(', start + 1))
        {
            if (start == 0 || text[start - 1] is not ('$' or '@')) continue;
            var end = start + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
            var name = text[(start + 1)..end];
            if (NameCheck.MayBeOurs(name) && !name.Equals(own, StringComparison.OrdinalIgnoreCase)) _used.Add(name);
        }
    }
}

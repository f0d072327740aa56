using System.Text.RegularExpressions;

namespace OciArtifacts.TestKit.Sources;

/// <summary>Finds types in the text of source files.</summary>
public static partial class SourceText
{
    /// <summary>
    /// The code without comments, texts, namespaces and usings. The holes of interpolated texts stay.
    /// </summary>
    public static string CodeOf(string source) => NoCode().Replace(source, match => string.Join(' ', match.Groups["hole"].Captures));

    /// <summary>The types that a file declares. Nested types are left out.</summary>
    public static IEnumerable<string> TypesIn(string source) =>
        Declarations().Matches(source).Select(match => match.Groups["name"].Value);

    /// <summary>The names in the code that can be types. A name behind a dot is that of a member.</summary>
    public static HashSet<string> NamesIn(string code) => [.. Names().Matches(code).Select(match => match.Value)];

    /// <summary>
    /// The names in the code that can be types, without the properties that the code declares, and without the members
    /// that it sets by name.
    /// </summary>
    public static IEnumerable<string> TypeNamesIn(string code) =>
        NamesIn(Assignments().Replace(code, "")).Except(Properties().Matches(code).Select(match => match.Groups["name"].Value));

    [GeneratedRegex(
        """//[^\n]*|"(\\.|\{(?<hole>[^{}"\n]*)\}|[^"\\\n])*"|^(namespace|using) [^;(]*;""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NoCode();

    [GeneratedRegex(
        @"^([a-z]+ )*(class|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Declarations();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?= = )", RegexOptions.CultureInvariant)]
    private static partial Regex Assignments();

    [GeneratedRegex(@"(?<![\w.])(?<name>[A-Z]\w*) (\{ (get|set|init)\b|=> )", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Properties();
}

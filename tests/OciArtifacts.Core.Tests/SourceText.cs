using System.Text.RegularExpressions;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests;

/// <summary>Reads the source files of the library, for tests about its structure.</summary>
internal static partial class SourceText
{
    /// <summary>The folder of the library.</summary>
    internal static string Root { get; } = Checkout.Path("src/OciArtifacts.Core");

    /// <summary>The names of the folders with source files, without those of build output.</summary>
    internal static string[] FoldersIn(string folder) =>
        [.. Directory.GetDirectories(Path.Combine(Root, folder))
            .Where(inside => Directory.EnumerateFiles(inside, "*.cs", SearchOption.AllDirectories).Any())
            .Select(inside => Path.GetFileName(inside))
            .Except(["bin", "obj"])];

    internal static string[] FilesBelow(string folder) =>
        Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories);

    internal static string[] FilesAtTopOf(string folder) => Directory.GetFiles(Path.Combine(Root, folder), "*.cs");

    /// <summary>
    /// The code without comments, texts, namespaces and usings. The holes of interpolated texts stay.
    /// </summary>
    internal static string CodeOf(string source) => NoCode().Replace(source, match => string.Join(' ', match.Groups["hole"].Captures));

    /// <summary>The types that a file declares. Nested types are left out.</summary>
    internal static IEnumerable<string> TypesIn(string source) =>
        Declarations().Matches(source).Select(match => match.Groups["name"].Value);

    /// <summary>The names in the code that can be types. A name behind a dot is that of a member.</summary>
    internal static HashSet<string> NamesIn(string code) => [.. Names().Matches(code).Select(match => match.Value)];

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
}

using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>
/// Identifiers of elements in an SPDX document (SPDX specification 2.3, clause 7.2): letters, digits, <c>.</c> and <c>-</c>.
/// </summary>
internal static class SpdxId
{
    private const int HashLength = 16;

    internal const string Document = "SPDXRef-DOCUMENT";

    internal const string Artifact = "SPDXRef-Artifact";

    internal static string Of(SbomComponent component) => Named(component.Kind switch
    {
        SbomComponentKind.Package => "Package",
        SbomComponentKind.Project => "Project",
        SbomComponentKind.RuntimePack => "RuntimePack",
        _ => "Framework",
    }, $"{component.Name}-{component.Version}");

    internal static string Of(SbomTool tool) => Named("Tool", $"{tool.Name}-{tool.Version}");

    internal static string Of(SbomFile file) => $"SPDXRef-File-{Hash(file.Reference)}";

    internal static string Of(SbomEntry entry) => $"SPDXRef-Entry-{Hash($"{entry.Content.Digest} {entry.Label}")}";

    /// <summary>The name of another document, <c>DocumentRef-…</c>.</summary>
    internal static string DocumentOf(SbomEntry entry) => $"DocumentRef-{Hash($"{entry.Content.Digest} {entry.Label}")}";

    // A name with other characters gets a hash, so that two names do not become one.
    private static string Named(string kind, string name)
    {
        var allowed = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-'));
        return allowed == name ? $"SPDXRef-{kind}-{name}" : $"SPDXRef-{kind}-{allowed}-{Hash(name)}";
    }

    private static string Hash(string text) => Digest.Sha256(Encoding.UTF8.GetBytes(text)).Encoded[..HashLength];
}

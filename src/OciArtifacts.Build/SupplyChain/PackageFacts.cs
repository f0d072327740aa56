using System.Text;
using System.Xml;
using System.Xml.Linq;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>
/// Reads what an unpacked package says about itself: the license and the authors in its <c>.nuspec</c>, and the hash of the
/// package file that NuGet wrote beside it. What cannot be found or read is unknown, and no failure.
/// </summary>
/// <param name="trackInput">Called for each file before it is read.</param>
internal sealed class PackageFacts(Action<string> trackInput)
{
    // A file of a package has a few kilobytes. Another size means that it is another file.
    private const int LargestFile = 1024 * 1024;
    private const int Sha512Bytes = 64;

    // NuGet writes these addresses for clients that know no license element.
    private const string LicensesOfNuGet = "https://licenses.nuget.org/";
    private const string NoLicenseUrl = "https://aka.ms/deprecateLicenseUrl";

    /// <summary>The component with the facts of its package.</summary>
    /// <param name="component">The component.</param>
    /// <param name="folder">The folder of the unpacked package, an absolute path.</param>
    /// <param name="files">The names of the files in the folder.</param>
    internal SbomComponent Add(SbomComponent component, string folder, IEnumerable<string> files)
    {
        foreach (var name in files)
        {
            var path = Path.Combine(folder, name);
            if (name.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase)) component = AddNuspec(component, path);
            if (name.EndsWith(".nupkg.sha512", StringComparison.OrdinalIgnoreCase)) component = AddHash(component, path);
        }

        return component;
    }

    private SbomComponent AddHash(SbomComponent component, string path)
    {
        Span<byte> hash = stackalloc byte[Sha512Bytes];
        return Read(path) is { } bytes
            && Convert.TryFromBase64String(Encoding.ASCII.GetString(bytes).Trim(), hash, out var length)
            && length == Sha512Bytes
                ? component with { Sha512 = Convert.ToHexStringLower(hash) }
                : component;
    }

    private SbomComponent AddNuspec(SbomComponent component, string path)
    {
        if (Read(path) is not { } bytes || MetadataOf(bytes) is not { } metadata) return component;
        return component with { Authors = TextOf(metadata, "authors"), License = LicenseOf(metadata) };
    }

    private static SbomLicense? LicenseOf(XElement metadata)
    {
        var license = Find(metadata, "license");
        var text = license?.Value.Trim() ?? "";
        if (license?.Attribute("type")?.Value == "expression") return Stated(text);
        if (text.Length > 0) return new SbomLicense { Name = text };
        var url = TextOf(metadata, "licenseUrl");
        if (url.StartsWith(LicensesOfNuGet, StringComparison.Ordinal)) return Stated(Uri.UnescapeDataString(url[LicensesOfNuGet.Length..]));
        return Uri.TryCreate(url, UriKind.Absolute, out _) && url != NoLicenseUrl ? new SbomLicense { Url = url } : null;
    }

    private static SbomLicense Stated(string expression) => LicenseExpression.Problem(expression) is null
        ? new SbomLicense { Expression = expression }
        : new SbomLicense { Name = expression };

    private static XElement? MetadataOf(byte[] nuspec)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new MemoryStream(nuspec), settings);
            return Find(XElement.Load(reader), "metadata");
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string TextOf(XElement metadata, string name) => Find(metadata, name)?.Value.Trim() ?? "";

    private static XElement? Find(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private byte[]? Read(string path)
    {
        if (!File.Exists(path)) return null;
        trackInput(path);
        return RegularFile.ReadAllBytes(path, "The file of the package", LargestFile);
    }
}

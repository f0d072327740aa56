using Microsoft.Build.Framework;
using OciArtifacts.Build.Items;
using OciArtifacts.Core.ArtifactTypes;

namespace OciArtifacts.Build.Tasks;

/// <summary>A task that makes referrers of an artifact: from files, an SBOM, a provenance, and signatures.</summary>
[MSBuildMultiThreadableTask]
public abstract class OciReferrerTask : OciArtifactTask
{
    /// <summary>The items <c>OciArtifactReferrer</c>.</summary>
    public ITaskItem[] Referrers { get; set; } = [];

    /// <summary><c>1.1</c>, <c>1.0</c>, or empty for that of the type.</summary>
    public string ImageSpec { get; set; } = "";

    /// <summary>The date of the source, in seconds since 1970; empty for no date.</summary>
    public string SourceDateEpoch { get; set; } = "";

    /// <summary>The annotations that the project's own properties make.</summary>
    public ITaskItem[] DefaultAnnotations { get; set; } = [];

    /// <summary>The target framework of the app.</summary>
    public string TargetFramework { get; set; } = "";

    /// <summary>The runtime identifier of the app, or empty.</summary>
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>The configuration, such as <c>Release</c>.</summary>
    public string Configuration { get; set; } = "";

    /// <summary>The version of the .NET SDK.</summary>
    public string SdkVersion { get; set; } = "";

    /// <summary>Whether the artifact gets a provenance: a statement of how it was built.</summary>
    public string Provenance { get; set; } = "false";

    /// <summary><c>cosign</c>, <c>notation</c> or both; none for no signature.</summary>
    public string[] SigningFormat { get; set; } = [];

    /// <summary>The file of the private key, an absolute path, or empty.</summary>
    public string SigningKeyFile { get; set; } = "";

    /// <summary>The name of the environment variable with the private key, or empty.</summary>
    public string SigningKeyVariable { get; set; } = "";

    /// <summary>The name of the environment variable with the passphrase of the key, or empty.</summary>
    public string SigningPassphraseVariable { get; set; } = "";

    /// <summary>The file of the certificates of the key, an absolute path, or empty.</summary>
    public string SigningCertificateFile { get; set; } = "";

    /// <summary>The server for time stamps of Notation signatures (RFC 3161), or empty.</summary>
    public string SigningTimestampUrl { get; set; } = "";

    /// <summary>A program that signs, or the name of a Notation plug-in; empty if there is none.</summary>
    public string Signer { get; set; } = "";

    /// <summary>The key of a Notation plug-in, as the plug-in knows it, or empty.</summary>
    public string SigningKeyId { get; set; } = "";

    /// <summary>The settings of a Notation plug-in, <c>key=value;key=value</c>, or empty.</summary>
    public string SignerConfig { get; set; } = "";

    /// <summary>Whether each referrer takes the place of an older one of its type.</summary>
    public string ReplaceReferrers { get; set; } = "false";

    /// <summary>The formats of the SBOM, <c>spdx</c> and <c>cyclonedx</c>, parted by <c>;</c>; empty for no SBOM.</summary>
    public string Sbom { get; set; } = "";

    /// <summary>The file <c>project.assets.json</c>, an absolute path, or empty.</summary>
    public string AssetsFile { get; set; } = "";

    /// <summary>The full name of the target framework, as old versions of that file have it.</summary>
    public string TargetMoniker { get; set; } = "";

    /// <summary>The runtime packs that a self-contained app brings in some form, as files or compiled.</summary>
    public ITaskItem[] IncludedRuntimes { get; set; } = [];

    /// <summary>The shared frameworks that the app uses, each with its version.</summary>
    public ITaskItem[] SharedFrameworks { get; set; } = [];

    /// <summary>The programs of the build, each with its version.</summary>
    public ITaskItem[] BuildTools { get; set; } = [];

    /// <summary>The compiler, a path, or empty.</summary>
    public string Compiler { get; set; } = "";

    /// <summary>The codes of warnings and messages that are not shown.</summary>
    public string[] NoWarn { get; set; } = [];

    /// <summary>Reports the findings of a validation, without those that <see cref="NoWarn"/> hides. It hides no error.</summary>
    private protected void Report(IReadOnlyList<Finding> findings)
    {
        var hidden = Setting.Parts(NoWarn.SelectMany(codes => codes.Split(',')));
        foreach (var finding in findings)
        {
            var isHidden = hidden.Contains(NameOf(finding.Code), StringComparer.OrdinalIgnoreCase);
            if (finding.Severity == FindingSeverity.Error || !isHidden) Report(finding);
        }
    }
}

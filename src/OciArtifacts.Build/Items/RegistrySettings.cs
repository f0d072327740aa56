using OciArtifacts.Core;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Items;

/// <summary>
/// Reads settings that name a registry, a repository or a host. A value with user info may hold a secret, so the error
/// does not show it, and says where credentials belong.
/// </summary>
internal static class RegistrySettings
{
    internal const string InsecureByEnvironment = "DOTNET_CONTAINER_INSECURE_REGISTRIES";

    internal static string Repository(string value) => RepositoryName.IsValid(value) ? value : throw Invalid(
        OciErrorCode.InvalidRepository,
        "OciArtifactRepository",
        value,
        "is no repository name. Use lower-case a-z, 0-9 and single . _ - between them, parted by /, for example team/widget.");

    internal static string Registry(string value) => value.Length == 0 || RegistryHost.IsValid(value) ? value : throw Invalid(
        OciErrorCode.InvalidRegistry,
        "OciArtifactRegistry",
        value,
        $"is no registry. {MeantBy(value)}Write host[:port], for example ghcr.io or localhost:5000, without https:// and without a path.");

    /// <summary>An artifact that was published before, <c>registry/repository@digest</c>.</summary>
    /// <param name="value">The value of the setting.</param>
    /// <param name="otherForms">What else the value could have been, and why it is not that, for the message.</param>
    internal static Reference Subject(string value, string otherForms = "")
    {
        const string Name = "OciArtifactSubject";
        if (Reference.TryParse(value, out var reference) && reference is { Digest: { } digest, Tag: null })
        {
            return digest.IsVerifiable ? reference : throw new OciException(
                OciErrorCode.InvalidSetting,
                $"{Name} has a digest of the algorithm {digest.Algorithm}, which is not computed here, so anything could be in its place. "
                    + "Give the sha256 or sha512 digest.");
        }

        var wanted = "has to be registry/repository@digest, for example registry.example.com/team/app@sha256:… A tag could move meanwhile."
            + otherForms;
        throw HasUserInfo(value)
            ? HasSecret(OciErrorCode.InvalidSetting, Name)
            : new OciException(OciErrorCode.InvalidSetting, $"{Name} is '{value.Split('?', '#')[0]}', which {wanted}");
    }

    /// <summary>Splits an artifact in an image layout, <c>folder@digest</c>.</summary>
    internal static bool IsInLayout(string value, string projectDirectory, out string layout, out Digest digest)
    {
        layout = "";
        digest = default;
        var folder = WithoutDigest(value);
        if (folder.Length == value.Length || !Digest.TryParse(value[(folder.Length + 1)..], out digest)) return false;
        layout = Path.GetFullPath(folder, projectDirectory);
        return new LayoutDirectory(layout).IsMarked;
    }

    /// <summary>Whether a reference without its digest has user info, which may be a secret.</summary>
    internal static bool HasUserInfo(string reference) => HasUser(WithoutDigest(reference));

    private static string WithoutDigest(string reference)
    {
        var digest = reference.LastIndexOf("@sha", StringComparison.Ordinal);
        return digest < 0 ? reference : reference[..digest];
    }

    // Browsers and other clients write one address, in which the repository stands behind the host.
    private static string MeantBy(string value)
    {
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        var parts = (scheme < 0 ? value : value[(scheme + 3)..]).Split('?', '#')[0].Split('/', 2);
        if (!RegistryHost.IsValid(parts[0])) return "";
        var path = parts.Length > 1 ? parts[1].Trim('/') : "";
        return path.Length == 0
            ? $"Was OciArtifactRegistry={parts[0]} meant? "
            : $"Was OciArtifactRegistry={parts[0]} with OciArtifactRepository={path} (or {path}/name) meant? "
                + "The path of an address is the repository. ";
    }

    internal static IReadOnlyList<string> Insecure(IEnumerable<string> values) =>
        [.. Hosts("OciArtifactInsecureRegistries", values), .. Insecure(Environment.GetEnvironmentVariable)];

    internal static IReadOnlyList<string> TokenHosts(IEnumerable<string> values) => Hosts("OciArtifactTokenHosts", values);

    // The .NET SDK's container publishing reads the same variable. Values that are not valid hosts are its own, so they
    // are no errors here.
    private static string[] Insecure(Func<string, string?> environment)
    {
        var value = environment(InsecureByEnvironment) ?? "";
        string[] hosts = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.Find(hosts, HasUser) is null
            ? hosts
            : throw HasSecret(OciErrorCode.InvalidSetting, $"The environment variable {InsecureByEnvironment}");
    }

    private static IReadOnlyList<string> Hosts(string name, IEnumerable<string> values)
    {
        var hosts = Setting.Parts(values);
        foreach (var host in hosts)
        {
            if (RegistryHost.IsValid(host)) continue;
            throw Invalid(OciErrorCode.InvalidSetting, name, host, "is no host. Write host[:port], without https:// and without a path.");
        }

        return hosts;
    }

    // The query of an address may hold a secret too, so the message ends before it.
    private static OciException Invalid(OciErrorCode code, string name, string value, string wanted) =>
        HasUser(value) ? HasSecret(code, name) : new OciException(code, $"{name} is '{value.Split('?', '#')[0]}', which {wanted}");

    private static bool HasUser(string value) =>
        value.Contains('@', StringComparison.Ordinal) || value.Contains("%40", StringComparison.Ordinal);

    private static OciException HasSecret(OciErrorCode code, string name) => new(
        code,
        $"{name} holds user info (a user or a password before '@'), which does not belong there, and is not shown. Write it without, and "
            + "give the credentials by docker login, or by OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD in the environment. "
            + "If it was a real password, it may be in logs of the build already: change it.");
}

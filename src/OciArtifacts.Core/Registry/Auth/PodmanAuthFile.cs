using System.Text.Json;
using IoPath = System.IO.Path;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>The <c>auth.json</c> of podman, buildah and skopeo (containers-auth.json(5)), which has entries for parts of a registry, too.</summary>
internal sealed class PodmanAuthFile(string path) : CredentialFile(path)
{
    /// <summary>Every place where it may lie, in order.</summary>
    internal static IEnumerable<PodmanAuthFile> All(Func<string, string?> environment)
    {
        if (UserFolder.Absolute(environment("REGISTRY_AUTH_FILE")) is { } named) return [new(named)];
        var runtime = UserFolder.Absolute(environment("XDG_RUNTIME_DIR"));
        var settings = UserFolder.Absolute(environment("XDG_CONFIG_HOME")) ?? IoPath.Combine(UserFolder.Home(environment), ".config");
        string?[] folders = [runtime, settings];
        return folders.OfType<string>().Select(folder => new PodmanAuthFile(IoPath.Combine(folder, "containers", "auth.json")));
    }

    protected override string? HelperOf(JsonElement root, string registry) => HelperAmong(root, registry);

    protected override int? RankOf(CredentialKey key, string registry, string repository) => key.CoverOf(registry, repository);
}

using System.Text.Json;
using IoPath = System.IO.Path;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>Docker's <c>config.json</c>, where <c>docker login</c> and <c>oras login</c> leave credentials, or say which program has them.</summary>
internal sealed class DockerConfig(Func<string, string?> environment)
    : CredentialFile(IoPath.Combine(UserFolder.Absolute(environment("DOCKER_CONFIG")) ?? IoPath.Combine(UserFolder.Home(environment), ".docker"), "config.json"))
{
    // An entry without a name takes the registry out of what the store keeps.
    protected override string? HelperOf(JsonElement root, string registry) => HelperAmong(root, registry) ?? Text(root, "credsStore");

    // Entries for parts of a registry are podman's; docker writes and knows none.
    protected override int? RankOf(CredentialKey key, string registry, string repository) => key.IsOf(registry) ? 0 : null;
}

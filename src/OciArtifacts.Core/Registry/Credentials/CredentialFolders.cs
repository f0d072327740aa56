using System.Runtime.InteropServices;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>Where docker and podman keep credentials on this machine.</summary>
internal static partial class CredentialFolders
{
    /// <summary>Every place with a text that may have credentials, in order, each once.</summary>
    internal static IReadOnlyList<CredentialSource> All(Func<string, string?> environment, CredentialPlaces places)
    {
        var sources = new List<CredentialSource>();
        var text = environment(CredentialVariable.Variable);
        if (!string.IsNullOrWhiteSpace(text)) sources.Add(new CredentialVariable(text));
        var docker = DockerFile(environment, places);
        if (docker is not null) sources.Add(new CredentialFile(docker, isOfDocker: true));
        var others = PodmanFiles(environment, places).Where(path => path != docker).Distinct(StringComparer.Ordinal);
        sources.AddRange(others.Select(path => new CredentialFile(path, isOfDocker: false)));
        return sources;
    }

    // Docker's config.json, where `docker login` and `oras login` leave credentials, or say which program has them.
    private static string? DockerFile(Func<string, string?> environment, CredentialPlaces places) =>
        FileIn(Folder("DOCKER_CONFIG", environment, places), "config.json")
        ?? FileIn(UserFolder.Home(environment), ".docker", "config.json");

    // The auth.json of podman, buildah and skopeo (containers-auth.json(5)).
    private static IEnumerable<string> PodmanFiles(Func<string, string?> environment, CredentialPlaces places)
    {
        if (Folder("REGISTRY_AUTH_FILE", environment, places) is { } named) return [named];
        var session = FileIn(Folder("XDG_RUNTIME_DIR", environment, places), "containers", "auth.json") ?? FileWithoutSession();
        var own = FileIn(Folder("XDG_CONFIG_HOME", environment, places), "containers", "auth.json")
            ?? FileIn(UserFolder.Home(environment), ".config", "containers", "auth.json");
        return new[] { session, own }.OfType<string>();
    }

    private static string? Folder(string variable, Func<string, string?> environment, CredentialPlaces places)
    {
        var folder = environment(variable);
        var absolute = UserFolder.Absolute(folder);
        if (absolute is null && !string.IsNullOrEmpty(folder)) places.Note(variable, "is no absolute path, and not used");
        return absolute;
    }

    // Where podman has it for users without a session, such as those of a job.
    private static string? FileWithoutSession()
    {
        try
        {
            return OperatingSystem.IsLinux() ? FileIn(FormattableString.Invariant($"/run/containers/{UserNumber()}"), "auth.json") : null;
        }
        catch (Exception unknown) when (unknown is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    // .NET does not tell the number; its own native library does (docs/decisions/0015).
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid")]
    private static partial uint UserNumber();

    // Without a home there is no folder: a relative one would be one of whatever project is built.
    private static string? FileIn(string? folder, params string[] names) =>
        UserFolder.Absolute(folder) is { } known ? Path.Combine([known, .. names]) : null;
}

using System.Runtime.InteropServices;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>Finds the files and variables in which docker and podman keep credentials.</summary>
internal static partial class CredentialFolders
{
    /// <summary>The files and variables that may have credentials, in order, each once.</summary>
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

    // Docker's config.json. `docker login` and `oras login` write credentials there, or the name of a helper program.
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

    // The file of podman for users without a session, such as the user of a job.
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

    // .NET does not offer the user id; its native library does (docs/decisions/0015).
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid")]
    private static partial uint UserNumber();

    // There is no file without a home folder. A relative path could lead into the project that is built.
    private static string? FileIn(string? folder, params string[] names) =>
        UserFolder.Absolute(folder) is { } known ? Path.Combine([known, .. names]) : null;
}

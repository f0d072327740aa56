namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// Finds credentials. The environment comes first. Of the entries in all files, the one that names the longest part of
/// the repository name wins, and of equals the one in the earlier place. Parallel calls are safe.
/// </summary>
internal sealed class CredentialChain
{
    private readonly EnvironmentCredentials _variables;
    private readonly JobToken _job;
    private readonly Func<string, string?> _environment;
    private readonly CredentialHelpers _helpers;
    private readonly AsyncCache<(string Registry, string Repository), Credential?> _found = new();

    internal CredentialChain(Func<string, string?> environment)
    {
        _environment = environment;
        _variables = new EnvironmentCredentials(environment, Places);
        _job = new JobToken(environment, Places);
        _helpers = new CredentialHelpers(environment, Places);
    }

    /// <summary>How long a helper program may take. The default is 30 seconds.</summary>
    internal TimeSpan HelperTimeout
    {
        get => _helpers.Timeout;
        init => _helpers.Timeout = value;
    }

    /// <summary>The places that were searched, and why a place had no credentials.</summary>
    internal CredentialPlaces Places { get; } = new();

    /// <summary>
    /// The credentials for the repository, or <see langword="null"/>. They are searched once, however often this is
    /// called. If a place is broken, that is noted and the search goes on.
    /// </summary>
    /// <param name="registry">The registry, <c>host[:port]</c>.</param>
    /// <param name="repository">The repository, or an empty text for the whole registry.</param>
    /// <param name="cancellation">Stops the search and a helper program that runs.</param>
    /// <exception cref="OciException">
    /// A job token was requested, but is missing (<see cref="OciErrorCode.JobToken"/>).
    /// </exception>
    internal Task<Credential?> FindAsync(string registry, string repository, CancellationToken cancellation) =>
        _found.GetAsync((registry, repository), token => LookAsync(registry, repository, token), cancellation);

    private async Task<Credential?> LookAsync(string registry, string repository, CancellationToken cancellation)
    {
        if ((_variables.Find() ?? _job.Find(registry)) is { } given) return given;
        var candidates = new List<CredentialCandidate>();
        foreach (var source in CredentialFolders.All(_environment, Places))
        {
            candidates.AddRange(await source.CandidatesAsync(registry, repository, _helpers, cancellation).ConfigureAwait(false));
        }

        // A credential with an empty password is used only if there is no other.
        Credential? withoutPassword = null;
        foreach (var candidate in candidates.OrderByDescending(candidate => candidate.MatchLength))
        {
            var found = await candidate.FindAsync(cancellation).ConfigureAwait(false);
            if (found is { Password.Length: > 0 }) return found;
            withoutPassword ??= found;
        }

        return withoutPassword;
    }
}

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// Where credentials are looked for. The environment comes first; then, of all files together, what is for the longest part of the
/// repository's name, and of equals what stands in the earlier place. Safe for parallel calls.
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

    /// <summary>Where was looked so far, and what kept a place from giving any.</summary>
    internal CredentialPlaces Places { get; } = new();

    /// <summary>
    /// The credentials for the repository, or <see langword="null"/>. They are looked for once, however often this is called. A place that
    /// is broken is noted, and the next one is looked at.
    /// </summary>
    /// <param name="registry">The registry, <c>host[:port]</c>.</param>
    /// <param name="repository">The repository, or nothing for the registry as a whole.</param>
    /// <param name="cancellation">Stops looking, and a helper program that is being asked.</param>
    /// <exception cref="OciException">A job token was asked for, and is not there (<see cref="OciErrorCode.JobToken"/>).</exception>
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

        // An empty password is one where nothing else is known.
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

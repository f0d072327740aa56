namespace OciArtifacts.Core.Registry.Auth;

/// <summary>Where credentials are looked for, in order; the first hit wins. Safe for parallel calls.</summary>
internal sealed class CredentialChain(Func<string, string?> environment)
{
    private readonly EnvironmentCredentials _variables = new(environment);
    private readonly JobToken _job = new(environment);
    private readonly CredentialFile[] _files = [new DockerConfig(environment), .. PodmanAuthFile.All(environment)];
    private readonly Remembered<(string Registry, string Repository), Credential?> _found = new();
    private readonly CredentialHelpers _helpers = new(environment);

    /// <summary>How long a helper program may take. The default is 30 seconds.</summary>
    internal TimeSpan HelperTimeout
    {
        get => _helpers.Timeout;
        init => _helpers.Timeout = value;
    }

    /// <summary>Where was looked, for the message of who finds nothing.</summary>
    internal string Places => string.Join(", ", [EnvironmentCredentials.Places, JobToken.Variable, .. _files.Select(file => file.Path), .. _helpers.Asked]);

    /// <summary>The credentials for the repository, or <see langword="null"/>. They are looked for once, however often this is called.</summary>
    /// <param name="registry">The registry, <c>host[:port]</c>.</param>
    /// <param name="repository">The repository, or nothing for the registry as a whole.</param>
    /// <param name="cancellation">Stops looking, and a helper program that is being asked.</param>
    /// <exception cref="OciException">
    /// A file with credentials cannot be understood (<see cref="OciErrorCode.CredentialsFile"/>), or a helper program or a job token was asked
    /// for and gives none (<see cref="OciErrorCode.CredentialHelper"/>).
    /// </exception>
    internal Task<Credential?> FindAsync(string registry, string repository, CancellationToken cancellation) =>
        _found.GetAsync((registry, repository), token => LookAsync(registry, repository, token), cancellation);

    private async Task<Credential?> LookAsync(string registry, string repository, CancellationToken cancellation)
    {
        if ((_variables.Find() ?? _job.Find(registry)) is { } given) return given;
        foreach (var file in _files)
        {
            if (await file.FindAsync(registry, repository, _helpers, cancellation).ConfigureAwait(false) is { } kept) return kept;
        }

        return null;
    }
}

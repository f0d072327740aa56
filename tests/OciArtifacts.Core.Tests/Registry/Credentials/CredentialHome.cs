using System.Collections.Concurrent;
using System.Text;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Credentials;

/// <summary>
/// The home of a user with files and programs that have credentials, and a chain that reads nothing else.
/// </summary>
internal sealed class CredentialHome : IDisposable
{
    internal const string Registry = "host:5000";
    private readonly ConcurrentDictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly Lazy<CredentialChain> _chain;

    internal CredentialHome()
    {
        _chain = new Lazy<CredentialChain>(() => new CredentialChain(Environment) { HelperTimeout = HelperTimeout });
        Set(("HOME", Folder.Path), ("PATH", Folder["bin"]));
    }

    internal WorkFolder Folder { get; } = new();

    // Long enough for slow machines. A test that needs less sets it.
    internal TimeSpan HelperTimeout { get; init; } = TimeSpan.FromSeconds(50);

    internal CredentialChain Chain => _chain.Value;

    internal string DockerFile => Folder[".docker/config.json"];

    internal string PodmanFile => Folder[".config/containers/auth.json"];

    public void Dispose() => Folder.Dispose();

    /// <summary>An entry with a user and a password, as <c>docker login</c> writes it.</summary>
    internal static string Entry(string pair) => $"{{\"auth\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}\"}}";

    internal string? Environment(string name) => _variables.GetValueOrDefault(name);

    internal CredentialHome Set(params (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables) _variables[name] = value;
        return this;
    }

    internal CredentialHome Docker(string json)
    {
        Folder.Write(DockerFile, json);
        return this;
    }

    internal CredentialHome Podman(string json)
    {
        Folder.Write(PodmanFile, json);
        return this;
    }

    /// <summary>Adds a helper program. In the script <c>$here</c> is its folder.</summary>
    internal CredentialHome Helper(string name, string script, string folder = "bin")
    {
        var path = Folder.Write($"{folder}/docker-credential-{name}", $"#!/bin/sh\nhere='{Folder[folder]}'\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return this;
    }

    internal Task<Credential?> FindAsync(string registry = Registry, string repository = "me/app") =>
        Chain.FindAsync(registry, repository, CancellationToken.None);

    /// <summary>Checks that nothing is found. Returns the searched places and their problems.</summary>
    internal async Task<string> NothingAsync(string registry = Registry, string repository = "me/app")
    {
        Assert.IsNull(await FindAsync(registry, repository));
        return Chain.Places.ToString();
    }

    /// <summary>The credentials as <c>user:password</c>.</summary>
    internal async Task<string?> PairAsync(string registry = Registry, string repository = "me/app") =>
        await FindAsync(registry, repository) is { } found ? $"{found.UserName}:{found.Password}" : null;
}

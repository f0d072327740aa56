using Microsoft.Build.Framework;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// The registry connections of a build: its projects share them, and the engine closes them when the build is over. An engine that keeps
/// nothing gives each task its own.
/// </summary>
internal sealed class SharedRegistries : IDisposable
{
    private static readonly Lock Registering = new();

    private readonly RegistryPool? _own;

    private SharedRegistries(RegistryPool pool, RegistryPool? own)
    {
        Pool = pool;
        _own = own;
    }

    internal RegistryPool Pool { get; }

    internal static SharedRegistries Of(IBuildEngine engine)
    {
        if (engine is not IBuildEngine4 keeper)
        {
            var own = new RegistryPool();
            return new SharedRegistries(own, own);
        }

        // Another version of this package in the same build has another type of that name.
        var key = typeof(RegistryPool);
        lock (Registering)
        {
            if (keeper.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is RegistryPool known) return new SharedRegistries(known, own: null);
            var pool = new RegistryPool();
            keeper.RegisterTaskObject(key, pool, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            return new SharedRegistries(pool, own: null);
        }
    }

    public void Dispose() => _own?.Dispose();
}

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
        if (engine is not IBuildEngine4 keeper) return Own();

        // Another version of this package in the same build has another type of that name.
        var key = typeof(RegistryPool);
        lock (Registering)
        {
            var kept = keeper.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build);
            if (kept is RegistryPool known) return new SharedRegistries(known, own: null);

            // The engine keeps the first object of a key, and would never close a second one.
            if (kept is not null) return Own();
            var pool = new RegistryPool();
            keeper.RegisterTaskObject(key, pool, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            return new SharedRegistries(pool, own: null);
        }
    }

    public void Dispose() => _own?.Dispose();

    private static SharedRegistries Own()
    {
        var own = new RegistryPool();
        return new SharedRegistries(own, own);
    }
}

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

    internal static SharedRegistries Of(IBuildEngine engine) => Kept(engine) is { } pool ? new SharedRegistries(pool, own: null) : Own();

    /// <summary>The connections that the engine keeps, or <see langword="null"/> where it keeps none.</summary>
    internal static RegistryPool? Kept(IBuildEngine engine)
    {
        if (engine is not IBuildEngine4 keeper) return null;

        // Another version of this package in the same build has another type of that name.
        var key = typeof(RegistryPool);
        lock (Registering)
        {
            var kept = keeper.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build);
            if (kept is KeptPool known) return known.Pool;

            // The engine keeps the first object of a key, and would never close a second one.
            if (kept is not null) return null;
            var pool = new RegistryPool();
            keeper.RegisterTaskObject(key, new KeptPool(pool), RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            return pool;
        }
    }

    public void Dispose() => _own?.Dispose();

    private static SharedRegistries Own()
    {
        var own = new RegistryPool();
        return new SharedRegistries(own, own);
    }

    // The engine waits for what it ends when the build is over, and nobody needs to wait for connections to be closed.
    private sealed class KeptPool(RegistryPool pool) : IDisposable
    {
        internal RegistryPool Pool => pool;

        public void Dispose() => _ = Task.Run(pool.Dispose);
    }
}

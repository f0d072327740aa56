using Microsoft.Build.Framework;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Engine;

/// <summary>
/// The registry connections of a build. All projects of the build share them, and the engine closes them at the end.
/// With an engine that keeps no objects, each task opens its own connections.
/// </summary>
internal sealed class SharedRegistries : IDisposable
{
    private readonly RegistryPool? _own;

    private SharedRegistries(RegistryPool pool, RegistryPool? own)
    {
        Pool = pool;
        _own = own;
    }

    internal RegistryPool Pool { get; }

    internal static SharedRegistries Of(IBuildEngine engine)
    {
        if (Kept(engine) is { } pool) return new SharedRegistries(pool, own: null);
        var own = new RegistryPool();
        return new SharedRegistries(own, own);
    }

    /// <summary>The connections that the engine keeps, or <see langword="null"/> where it keeps none.</summary>
    internal static RegistryPool? Kept(IBuildEngine engine) =>
        KeptForBuild<KeptPool>.FindOrKeep(engine, static () => new KeptPool(new RegistryPool()))?.Pool;

    public void Dispose() => _own?.Dispose();

    // The engine waits for each Dispose at the end of the build, so the connections are closed in the background.
    private sealed class KeptPool(RegistryPool pool) : IDisposable
    {
        internal RegistryPool Pool => pool;

        public void Dispose() => _ = Task.Run(pool.Dispose);
    }
}

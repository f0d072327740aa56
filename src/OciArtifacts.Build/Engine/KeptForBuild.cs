using Microsoft.Build.Framework;

namespace OciArtifacts.Build.Engine;

/// <summary>
/// One object that the engine keeps until the build is over, so that a later task of the build finds it. The engine disposes it then, unless a
/// task has taken it. An engine that keeps nothing has none.
/// </summary>
/// <typeparam name="T">
/// The type of the object, which is part of its key. Another copy of this package in the same build has a type of its own, and so its own objects.
/// </typeparam>
internal static class KeptForBuild<T>
    where T : class
{
    private static readonly Lock Registering = new();

    /// <summary>The object of that name, which stays with the engine; <see langword="null"/> where there is none.</summary>
    internal static T? Find(IBuildEngine engine, string name = "") =>
        (engine as IBuildEngine4)?.GetRegisteredTaskObject(Key(name), RegisteredTaskObjectLifetime.Build) as T;

    /// <summary>The object of that name, which now belongs to the caller; <see langword="null"/> where there is none.</summary>
    internal static T? Take(IBuildEngine engine, string name = "") =>
        (engine as IBuildEngine4)?.UnregisterTaskObject(Key(name), RegisteredTaskObjectLifetime.Build) as T;

    /// <summary>The object of that name; where there is none, the one that is made now. <see langword="null"/> where none is made or kept.</summary>
    internal static T? FindOrKeep(IBuildEngine engine, Func<T?> make, string name = "")
    {
        if (engine is not IBuildEngine4 keeper) return null;
        lock (Registering)
        {
            if (Find(engine, name) is { } known) return known;
            if (make() is { } made)
            {
                keeper.RegisterTaskObject(Key(name), made, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
                return made;
            }

            return null;
        }
    }

    /// <summary>Keeps the object in place of an earlier one of that name. <see langword="false"/> where the engine keeps nothing.</summary>
    internal static bool Replace(IBuildEngine engine, T value, string name = "")
    {
        if (engine is not IBuildEngine4 keeper) return false;
        lock (Registering)
        {
            Take(engine, name);
            keeper.RegisterTaskObject(Key(name), value, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            return true;
        }
    }

    private static object Key(string name) => (typeof(T), name);
}

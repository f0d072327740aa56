using OciArtifacts.Build.Engine;
using OciArtifacts.Build.Tests.Pushing;

namespace OciArtifacts.Build.Tests.Engine;

/// <summary>Objects that the engine keeps from one task of a build to the next.</summary>
[TestClass]
public sealed class KeptForBuildTests
{
    [TestMethod]
    public void An_object_is_found_until_a_task_takes_it()
    {
        using var engine = new KeepingEngine();
        Assert.IsNull(KeptForBuild<Thing>.Find(engine));
        var kept = KeptForBuild<Thing>.FindOrKeep(engine, static () => new Thing());
        Assert.IsNotNull(kept);
        Assert.AreSame(kept, KeptForBuild<Thing>.Find(engine));
        Assert.AreSame(kept, KeptForBuild<Thing>.Find(engine));
        Assert.AreSame(kept, KeptForBuild<Thing>.Take(engine));
        Assert.IsNull(KeptForBuild<Thing>.Find(engine));
        Assert.IsNull(KeptForBuild<Thing>.Take(engine));
    }

    [TestMethod]
    public void An_object_that_is_found_is_not_made_again()
    {
        using var engine = new KeepingEngine();
        var kept = KeptForBuild<Thing>.FindOrKeep(engine, static () => new Thing());
        Assert.AreSame(kept, KeptForBuild<Thing>.FindOrKeep(engine, static () => throw new AssertFailedException("It was made again.")));
    }

    [TestMethod]
    public void Where_none_is_made_none_is_kept()
    {
        using var engine = new KeepingEngine();
        Assert.IsNull(KeptForBuild<Thing>.FindOrKeep(engine, static () => null));
        Assert.IsEmpty(engine.Kept);
    }

    [TestMethod]
    public void Parallel_tasks_make_one_object_and_all_get_it()
    {
        using var engine = new KeepingEngine();
        var made = 0;
        var found = new Thing?[8];
        Parallel.For(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = found.Length }, i =>
            found[i] = KeptForBuild<Thing>.FindOrKeep(engine, () =>
            {
                Interlocked.Increment(ref made);
                Thread.Sleep(20);
                return new Thing();
            }));
        Assert.AreEqual(1, made);
        Assert.HasCount(1, found.Distinct());
        Assert.IsNotNull(found[0]);
    }

    [TestMethod]
    public void An_object_takes_the_place_of_an_earlier_one()
    {
        using var engine = new KeepingEngine();
        var (first, second) = (new Thing(), new Thing());
        Assert.IsTrue(KeptForBuild<Thing>.Replace(engine, first));
        Assert.IsTrue(KeptForBuild<Thing>.Replace(engine, second));
        Assert.AreSame(second, KeptForBuild<Thing>.Find(engine));
        Assert.HasCount(1, engine.Kept);
    }

    [TestMethod]
    public void Each_name_has_an_object_of_its_own()
    {
        using var engine = new KeepingEngine();
        var one = KeptForBuild<Thing>.FindOrKeep(engine, static () => new Thing(), "one");
        var other = KeptForBuild<Thing>.FindOrKeep(engine, static () => new Thing(), "other");
        Assert.AreNotSame(one, other);
        Assert.AreSame(one, KeptForBuild<Thing>.Take(engine, "one"));
        Assert.IsNull(KeptForBuild<Thing>.Find(engine, "one"));
        Assert.AreSame(other, KeptForBuild<Thing>.Find(engine, "other"));
        Assert.IsNull(KeptForBuild<Thing>.Find(engine));
    }

    [TestMethod]
    public void Each_type_has_an_object_of_its_own()
    {
        using var engine = new KeepingEngine();
        KeptForBuild<Thing>.Replace(engine, new Thing());
        Assert.IsNull(KeptForBuild<string>.Find(engine));
        Assert.AreEqual("text", KeptForBuild<string>.FindOrKeep(engine, static () => "text"));
        Assert.HasCount(2, engine.Kept);
    }

    [TestMethod]
    public void An_engine_that_keeps_nothing_has_none()
    {
        var engine = new FakeEngine();
        Assert.IsNull(KeptForBuild<Thing>.FindOrKeep(engine, static () => throw new AssertFailedException("It was made for nothing.")));
        Assert.IsFalse(KeptForBuild<Thing>.Replace(engine, new Thing()));
        Assert.IsNull(KeptForBuild<Thing>.Find(engine));
        Assert.IsNull(KeptForBuild<Thing>.Take(engine));
    }

    [TestMethod]
    public void The_engine_disposes_an_object_at_the_end_of_the_build_unless_a_task_has_taken_it()
    {
        var engine = new KeepingEngine();
        var (kept, taken, replaced) = (new Thing(), new Thing(), new Thing());
        KeptForBuild<Thing>.Replace(engine, replaced, "kept");
        KeptForBuild<Thing>.Replace(engine, kept, "kept");
        KeptForBuild<Thing>.Replace(engine, taken, "taken");
        KeptForBuild<Thing>.Take(engine, "taken");
        engine.Dispose();
        Assert.AreEqual((true, false, false), (kept.IsDisposed, taken.IsDisposed, replaced.IsDisposed));
    }

    private sealed class Thing : IDisposable
    {
        internal bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}

using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

[TestClass]
public sealed class AccessScopeTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("repository:a:push,pull", "repository:a:pull,push")]
    [DataRow("  repository:b:pull   repository:a:pull ", "repository:a:pull repository:b:pull")]
    [DataRow("repository:a:pull repository:a:push", "repository:a:pull,push")]
    [DataRow("repository:host:5000/a:pull", "repository:host:5000/a:pull", DisplayName = "a port in the name")]
    [DataRow("registry:catalog:*", "registry:catalog:*")]
    [DataRow("repository:a: b :pull c", "", DisplayName = "without actions or without a resource")]
    [DataRow("repository:a:,pull,", "repository:a:pull")]
    [DataRow("repository(plugin):a:pull", "repository(plugin):a:pull")]
    public void What_a_challenge_asks_for_is_read_in_one_order(string text, string read) =>
        Assert.AreEqual(read, AccessScope.Parse(text).ToString());

    [TestMethod]
    public void A_right_to_push_is_one_to_pull_too()
    {
        Assert.AreEqual("repository:a/b:pull", AccessScope.Pull("a/b").ToString());
        Assert.AreEqual("repository:a/b:pull,push", AccessScope.Push("a/b").ToString());
        Assert.IsTrue(AccessScope.Push("a").Covers(AccessScope.Pull("a")));
        Assert.IsFalse(AccessScope.Pull("a").Covers(AccessScope.Push("a")));
    }

    [TestMethod]
    [DataRow("repository:a:*", "repository:a:pull,push", true)]
    [DataRow("repository:a:pull", "repository:a:*", false)]
    [DataRow("repository:a:pull", "repository:b:pull", false)]
    [DataRow("repository:a:pull", "repository:A:pull", false)]
    [DataRow("repository:a:pull repository:b:pull", "repository:b:pull", true)]
    [DataRow("repository:a:pull", "repository:a:pull repository:b:pull", false)]
    [DataRow("repository:a:pull", "", true)]
    [DataRow("", "repository:a:pull", false)]
    public void A_scope_covers_what_is_within_it(string has, string wants, bool covers) =>
        Assert.AreEqual(covers, AccessScope.Parse(has).Covers(AccessScope.Parse(wants)));

    [TestMethod]
    public void Two_scopes_together_stay_about_the_first_repository()
    {
        var both = AccessScope.Push("to").And(AccessScope.Pull("from")).And(AccessScope.Parse("repository:to:delete"));
        Assert.AreSequenceEqual(["repository:from:pull", "repository:to:delete,pull,push"], both.Parts);
        Assert.AreEqual("to", both.Repository);
        Assert.AreEqual("", AccessScope.Parse("repository:a:pull").Repository);
        Assert.AreEqual("", AccessScope.None.ToString());
    }
}

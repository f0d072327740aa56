// Each test publishes, which keeps a core busy; the tests of a class share a folder.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.ClassLevel)]

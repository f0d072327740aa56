// Each test starts programs, which keep a core busy.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.ClassLevel)]

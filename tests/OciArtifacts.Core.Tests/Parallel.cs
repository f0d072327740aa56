#if ONE_BY_ONE
[assembly: DoNotParallelize]
#else
[assembly: Parallelize(Workers = 0, Scope = ExecutionScope.MethodLevel)]
#endif

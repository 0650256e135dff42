using Xunit.Sdk;
using Xunit.v3;

namespace EduConnect.Browser.Tests.Demonstration;

/// <summary>Tests of one running demonstration follow one another: the last one stops it.</summary>
public sealed class ByName : ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(one => one.TestMethod?.MethodName, StringComparer.Ordinal)];
}

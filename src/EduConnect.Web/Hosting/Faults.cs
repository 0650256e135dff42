using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Web.Hosting;

/// <summary>Which status an exception nobody caught becomes: maintenance and a lost database are 503, a request that cannot be read keeps its own status.</summary>
internal static class Faults
{
    public static ExceptionHandlerOptions Options(IServiceProvider services) => new()
    {
        ExceptionHandlingPath = "/erreur/500",
        StatusCodeSelector = fault => StatusOf(fault, services.GetRequiredService<StorageProvider>()),
    };

    private static int StatusOf(Exception fault, StorageProvider storage) => fault switch
    {
        ReadOnlyModeException => StatusCodes.Status503ServiceUnavailable,
        _ when Cause(fault) is { } request => request.StatusCode,
        _ when storage.IsUnavailable(fault) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static BadHttpRequestException? Cause(Exception? fault) =>
        fault is null or BadHttpRequestException ? fault as BadHttpRequestException : Cause(fault.InnerException);
}

using EduConnect.Core.Operators;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Operators.Messages;
using EduConnect.Core.Operators.Switching;
using EduConnect.Core.Platform.Operations;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Hosting;

/// <summary>Registers what operators see and do; their pages and their commands share it.</summary>
internal static class OperatorComposition
{
    public static IServiceCollection AddOperators(this IServiceCollection services)
    {
        services.AddSingleton<StoreAnswers>().AddSingleton<OperatorNames>().AddSingleton<ReadWork>().AddSingleton<ReadNights>().AddSingleton<ReadWindows>().AddSingleton<ReadKeys>();
        services.AddSingleton<CountMessages>().AddSingleton<ListMessages>().AddSingleton<RequeueMessages>();
        services.AddSingleton<ReadSwitches>().AddScoped<TurnSwitch>();
        services.AddSingleton<ReadImports>().AddSingleton<DecideHeldImport>().AddScoped<OperationHandler, HeldImportHandler>().AddSingleton<ReadServices>();
        services.AddSingleton<ReadServiceState>();
        services.AddSingleton<StateRows>().AddScoped<OperatorDesk>().AddScoped<FaqDesk>();
        return services;
    }
}

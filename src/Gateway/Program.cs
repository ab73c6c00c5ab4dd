using Gateway;
using Gateway.Configuration;
using Gateway.Operations;
using Gateway.Operations.Commands;

SocketThreads.GoOnThere();

return await GatewayCommand.RunAsync(args, async settings =>
{
    var builder = WebApplication.CreateSlimBuilder(settings);
    builder.AddGateway();

    await using var app = builder.Build();
    await app.CheckSettingsAsync();
    app.UseGateway();

    await app.ServeAsync();
});

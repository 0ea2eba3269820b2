"use strict";
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.handler = void 0;
const common_1 = require("@nestjs/common");
const core_1 = require("@nestjs/core");
const serverless_express_1 = require("@codegenie/serverless-express");
const child_process_1 = require("child_process");
let CatsController = class CatsController {
    draw(name) {
        return (0, child_process_1.execSync)(`figlet ${name}`).toString(); // bad: command-injection
    }
    size(name) {
        return { size: (0, child_process_1.execFileSync)('wc', ['-c', '--', name]).toString() }; // good
    }
};
__decorate([
    (0, common_1.Get)('draw/:name'),
    __param(0, (0, common_1.Param)('name'))
], CatsController.prototype, "draw", null);
__decorate([
    (0, common_1.Get)('size'),
    __param(0, (0, common_1.Query)('name'))
], CatsController.prototype, "size", null);
CatsController = __decorate([
    (0, common_1.Controller)('cats')
], CatsController);
let AppModule = class AppModule {
};
AppModule = __decorate([
    (0, common_1.Module)({ controllers: [CatsController] })
], AppModule);
let server;
async function bootstrap() {
    const app = await core_1.NestFactory.create(AppModule);
    await app.init();
    return (0, serverless_express_1.default)({ app: app.getHttpAdapter().getInstance() });
}
const handler = async (event, context, callback) => {
    server = server ?? (await bootstrap());
    return server(event, context, callback);
};
exports.handler = handler;

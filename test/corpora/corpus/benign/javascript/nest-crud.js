"use strict";
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.handler = void 0;
const common_1 = require("@nestjs/common");
const core_1 = require("@nestjs/core");
const typeorm_1 = require("@nestjs/typeorm");
const typeorm_2 = require("typeorm");
const aws_serverless_express_1 = require("aws-serverless-express");
const express = require("express");
const platform_express_1 = require("@nestjs/platform-express");
class Book {
}
let BooksController = class BooksController {
    constructor(repository) {
        this.repository = repository;
    }
    findAll(author) {
        return this.repository.find({ where: { author }, take: 50 });
    }
    findOne(id) {
        return this.repository.createQueryBuilder("book").where("book.id = :id", { id }).getOne();
    }
    create(body) {
        return this.repository.save({ title: body.title, author: body.author });
    }
};
__decorate([
    (0, common_1.Get)(),
    __param(0, (0, common_1.Query)("author"))
], BooksController.prototype, "findAll", null);
__decorate([
    (0, common_1.Get)(":id"),
    __param(0, (0, common_1.Param)("id", common_1.ParseIntPipe))
], BooksController.prototype, "findOne", null);
__decorate([
    (0, common_1.Post)(),
    __param(0, (0, common_1.Body)())
], BooksController.prototype, "create", null);
BooksController = __decorate([
    (0, common_1.Controller)("books"),
    __param(0, (0, typeorm_1.InjectRepository)(Book)),
    __metadata("design:paramtypes", [typeorm_2.Repository])
], BooksController);
let AppModule = class AppModule {
};
AppModule = __decorate([
    (0, common_1.Module)({ imports: [typeorm_1.TypeOrmModule.forRoot({ type: "postgres", url: process.env.DATABASE_URL }), typeorm_1.TypeOrmModule.forFeature([Book])], controllers: [BooksController] })
], AppModule);
let cached;
async function bootstrap() {
    if (!cached) {
        const app = express();
        const nest = await core_1.NestFactory.create(AppModule, new platform_express_1.ExpressAdapter(app));
        await nest.init();
        cached = (0, aws_serverless_express_1.createServer)(app);
    }
    return cached;
}
const handler = async (event, context) => {
    const server = await bootstrap();
    return (0, aws_serverless_express_1.proxy)(server, event, context, "PROMISE").promise;
};
exports.handler = handler;
